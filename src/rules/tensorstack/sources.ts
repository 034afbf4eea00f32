/** Pages that state what these rules check. */

const MANUAL = 'https://github.com/t9k/user-manuals/blob/master/src';

/** What a HyperMLService contains. */
export const HYPER_ML_SERVICE = `${MANUAL}/appendix/hypermlservice.md`;
/** What an MLService refers to. */
export const ML_SERVICE = `${MANUAL}/references/api-reference/mlservice.md`;
/** The API groups that Karmada never propagates. */
export const KARMADA_GROUPS = 'https://github.com/karmada-io/karmada/blob/master/pkg/util/apigroup.go';
