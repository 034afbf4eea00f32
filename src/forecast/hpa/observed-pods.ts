/**
 * What the controller sees of the pods of a workload at one loop, as counts. All ready pods have the same value of a
 * metric, because they share the load evenly.
 */
export class ObservedPods {
  /** All pods that exist. */
  public total = 0;
  /** Without a node. */
  public pending = 0;
  /** On a node, and neither ready nor measured. */
  public starting = 0;
  /** Measured, but not ready: CPU of them does not count yet. Other metrics come only of ready pods. */
  public early = 0;
  /** Ready, and nothing has measured them yet. */
  public unmeasured = 0;
  /** Measured, but CPU of them does not count yet: their samples may be of their start. */
  public young = 0;
  /** Measured, and all counts. */
  public mature = 0;

  /** Of the ready ones, those that became ready at this very moment: the controller's own list of pods is behind. */
  public justReady = 0;

  public get ready(): number {
    return this.unmeasured + this.young + this.mature;
  }
}
