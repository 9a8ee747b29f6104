import { beforeAll, describe, expect, it } from 'vitest';
import { learnAreas, learnedArea } from './names';
import { areaName } from './toll_words';
import { speak } from './words';

const FILE = [
  '\ufeffid,name,name_ur,name_fa,level',
  'PK-BA.mastung,Mastung,مستونگ,مستونگ,district',
  'AF-BAL.mazar-i-sharif,Mazar-i-Sharif,,,district',
  '"PK-BA.odd","An ""odd"", name","عجیب، ""نام""",x,district',
  '',
].join('\r\n');

describe('the names of districts', () => {
  beforeAll(async () => {
    await speak('ur');
    learnAreas(FILE);
  });

  it('are those of the language where the file has them, also quoted ones', () => {
    expect(areaName('PK-BA.mastung', 'Mastung')).toBe('مستونگ');
    expect(areaName('PK-BA.odd')).toBe('عجیب، "نام"');
  });

  it('stay Latin where it has none, and are read from the code at last', () => {
    expect(learnedArea('AF-BAL.mazar-i-sharif')).toBeUndefined();
    expect(areaName('AF-BAL.mazar-i-sharif', 'Mazar-i-Sharif')).toBe('Mazar-i-Sharif');
    expect(areaName('PK-BA.killa-abdullah')).toBe('Killa Abdullah');
  });
});
