// What a page is told while somebody looks at it. A browser opens six connections to a host, and each that stays open takes one of them for good:
// a page that nobody sees lets go of its own, and takes it up again when it is looked at. Else the seventh order that is open in a tab would
// not load, nor would anything else.

/**
 * Listens at an address, for as long as the page is seen.
 *
 * @param meet is given each new source, and says there what it listens to
 */
export function stream(address, meet) {
  let events = null;
  let isOver = false;
  const close = () => {
    events?.close();
    events = null;
  };
  const open = () => {
    if (isOver || events || document.hidden) return;
    events = new EventSource(address);
    meet(events);
  };
  document.addEventListener("visibilitychange", () => (document.hidden ? close() : open()));
  addEventListener("pagehide", close);
  open();
  return {
    /** What looks open may not be: listens anew. */
    again() {
      close();
      open();
    },
    /** Nothing more is to be told. */
    end() {
      isOver = true;
      close();
    },
    /** Whether it was refused: such a one does not come back by itself. */
    get isRefused() {
      return events?.readyState === EventSource.CLOSED;
    },
  };
}
