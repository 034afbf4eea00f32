/** Where pods of one workload find a place. */
export interface Room {
  /** Takes a place, and gives its number; undefined where there is none. */
  take(): number | undefined;
  /** Gives a place back. */
  leave(place: number): void;
}

/** Room for a number of pods. */
export class CountedRoom implements Room {
  private taken = 0;

  public constructor(private readonly most: number = Infinity) {}

  public take(): number | undefined {
    if (this.taken >= this.most) return undefined;
    this.taken++;
    return 0;
  }

  public leave(): void {
    this.taken--;
  }
}
