import { SEDNA_SOURCE } from '../../kubernetes/sedna/api';

/** Pages of Sedna that state what these rules check. */

const MAIN = `${SEDNA_SOURCE}/blob/main`;

/** What the Global Manager creates for a JointInferenceService, and what it does when that fails. */
export const CONTROLLER = `${MAIN}/pkg/globalmanager/controllers/jointinference/jointinferenceservice.go`;
/** The names and labels of what it creates. */
export const WORKERS = `${MAIN}/pkg/globalmanager/runtime/worker.go`;
/** The schema of a JointInferenceService. */
export const SCHEMA = `${MAIN}/build/crds/sedna.io_jointinferenceservices.yaml`;
/** What Sedna grants its Global Manager. */
export const ROLE = `${MAIN}/build/gm/rbac/gm.yaml`;
/** How autoscaling of the workers is meant. */
export const PROPOSAL = `${MAIN}/docs/proposals/joint-inference-hpa.md`;
