package dev.kubeecs.coverage;

/** What becomes of a member, or of an operation. */
enum Fate {
  HONOURED("honoured"),
  KEPT("kept and answered"),
  WITHOUT_EFFECT("accepted without effect"),
  REFUSED("refused"),
  ANSWERED("answered"),
  ABSENT("never answered"),
  NOT_BUILT("not built");

  private final String words;

  Fate(String words) {
    this.words = words;
  }

  @Override
  public String toString() {
    return words;
  }
}
