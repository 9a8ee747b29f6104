// The sentence takes its room from the map, and says what is in the part of it that is seen. A line less of it would show
// more of the map, of which a line more may be to be said, and so on without end, with two questions each time. So by
// itself the sentence only becomes taller; it becomes shorter with the next thing that somebody does.

export interface HeadlineRoom {
  /** Somebody did something: what is said next takes the room that it needs. */
  free(): void;
  /** Call it when other words stand in the box. */
  settle(): void;
}

export function createHeadlineRoom(box: HTMLElement): HeadlineRoom {
  let least = 0;
  const hold = () => {
    box.style.minHeight = least === 0 ? '' : `${least}px`;
  };
  return {
    free() {
      least = 0;
    },
    settle() {
      hold();
      least = Math.max(least, box.offsetHeight);
      hold();
    },
  };
}
