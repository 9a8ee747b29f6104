// What the page asks while the state changes: the sums of the headline, and the bars of the whole period.
import { type Api, paths, Refused } from './api';
import type { Step } from './days';
import type { Histogram } from './records';
import type { State } from './state';
import { throttle } from './throttle';
import { filterQuery } from './url';

const WHILE_MOVING_MS = 150; // a dragged window is asked for at most this often; a settled one at once

export interface Questions {
  totals(settled: boolean): void;
  bars(): void;
}

export interface Answers {
  onTotals(answer: Histogram, asked: State): void;
  onBars(answer: Histogram): void;
  onRefused(refused: Refused): void;
}

export function createQuestions(api: Api, version: string, get: () => State, barStep: () => Step, answers: Answers): Questions {
  async function ask(kind: string, path: string, take: (answer: Histogram) => void): Promise<void> {
    try {
      const answer = await api.ask<Histogram>(kind, path);
      if (answer) take(answer);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      answers.onRefused(error);
    }
  }
  const totals = throttle(() => {
    const asked = get();
    // By year, because only the sums are read; the bars are another question, without the window.
    void ask('totals', paths.histogram(filterQuery(asked.filters, asked.window, asked.bbox), 'year', version), (answer) =>
      answers.onTotals(answer, asked),
    );
  }, WHILE_MOVING_MS);
  return {
    totals: (settled) => (settled ? totals.now() : totals()),
    bars() {
      const { filters, bbox } = get();
      void ask('bars', paths.histogram(filterQuery(filters, null, bbox), barStep(), version), answers.onBars);
    },
  };
}
