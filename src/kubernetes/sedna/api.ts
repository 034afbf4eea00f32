/**
 * The API of KubeEdge Sedna (v0.7): its group and version, its kind for a joint inference, and the two workers of one.
 */

export const SEDNA_API = 'sedna.io/v1alpha1';
export const JOINT_INFERENCE = 'JointInferenceService';

/** Where Sedna's controller, the Global Manager, is documented. */
export const SEDNA_SOURCE = 'https://github.com/kubeedge/sedna';

/** What downloads models, in an init container. */
export const SEDNA_DOWNLOADER = `${SEDNA_SOURCE}/blob/v0.3.0/scripts/storage-initializer/download.py`;
/** How the library in the image of a worker finds its model. */
export const SEDNA_LIBRARY = `${SEDNA_SOURCE}/blob/main/lib/sedna/core/base.py`;

export type WorkerType = 'edge' | 'cloud';
export const WORKER_TYPES: readonly WorkerType[] = ['edge', 'cloud'];

/** The port of the cloud worker and of its Service. */
export const BIG_MODEL_PORT = 5000;
