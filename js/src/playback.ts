// The one moment in time that the player and the timeline share.

export class Playback {
  private video: HTMLVideoElement | null = null;
  private readonly listeners = new Set<() => void>();

  /** Follow this player, or none. */
  attach(video: HTMLVideoElement | null): void {
    this.video = video;
    for (const name of ["timeupdate", "seeking", "durationchange"]) {
      video?.addEventListener(name, () => this.tell());
    }
    this.tell();
  }

  get ready(): boolean {
    return this.video !== null && Number.isFinite(this.video.duration);
  }

  get time(): number {
    return this.video?.currentTime ?? 0;
  }

  seek(seconds: number): void {
    if (this.video && this.ready) this.video.currentTime = Math.max(0, Math.min(seconds, this.video.duration));
  }

  watch(react: () => void): void {
    this.listeners.add(react);
    react();
  }

  private tell(): void {
    for (const react of this.listeners) react();
  }
}
