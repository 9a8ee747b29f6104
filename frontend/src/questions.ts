// What the page asks once the state rests: the sums of the headline, and the bars of the whole period.
import { type Api, paths, Refused } from './api';
import type { Step } from './days';
import type { Histogram } from './records';
import type { State } from './state';
import { filterQuery } from './url';

export interface Questions {
  totals(): void;
  bars(): void;
}

export interface Answers {
  onTotals(answer: Histogram, asked: State): void;
  onBars(answer: Histogram): void;
  onRefused(refused: Refused): void;
}

export function createQuestions(
  api: Api,
  version: string,
  get: () => State,
  barStep: () => Step,
  answers: Answers,
  withChoices = () => false,
): Questions {
  async function ask(kind: string, path: string, take: (answer: Histogram) => void): Promise<void> {
    try {
      const answer = await api.ask<Histogram>(kind, path);
      if (answer) take(answer);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      answers.onRefused(error);
    }
  }
  return {
    totals() {
      const asked = get();
      // By year, because only the sums are read; the bars are another question, without the window.
      const path = paths.histogram(filterQuery(asked.filters, asked.window, asked.bbox), 'year', version, withChoices());
      void ask('totals', path, (answer) => answers.onTotals(answer, asked));
    },
    bars() {
      const { filters, bbox } = get();
      void ask('bars', paths.histogram(filterQuery(filters, null, bbox), barStep(), version), answers.onBars);
    },
  };
}
