/**
 * Says of each rule of test/rules/write-proofs.ts whether the control plane showed it: a fault of its failing example,
 * the one that the rule is about.
 *
 *   ts-node test/rules/read-proofs.ts <what prove printed of the failing examples>
 */
import * as fs from 'fs';
import { BY_CONTROL_PLANE } from './proofs/by-control-plane';
import { judged } from './proofs/judged';

const [file] = process.argv.slice(2);
const { shown, missing, foreign } = judged(fs.readFileSync(file, 'utf8'), BY_CONTROL_PLANE);
for (const [id, fault] of shown) console.log(`shown      ${id}: ${fault}`);
for (const [id, faults] of missing) console.log(`NOT SHOWN  ${id}: ${faults.join('; ') || 'no fault at all'}`);
for (const fault of foreign) console.log(`of no rule ${fault}`);
if (missing.length > 0) process.exit(1);
