/** Runs one forecast in a process of its own: its time in seconds, and its peak of memory in MiB, as JSON. */
import { Duration } from 'cdk8s';
import { fleetForecast } from './forecast-fleet';

const [services, hours] = process.argv.slice(2).map(Number);
const forecast = fleetForecast(services);
const began = process.hrtime.bigint();
const result = forecast.run({ duration: Duration.hours(hours) });
const seconds = Number(process.hrtime.bigint() - began) / 1e9;
const peak = Math.max(...result.services.map((name) => result.peak(name)));
console.log(JSON.stringify({ seconds, peak, mebibytes: process.resourceUsage().maxRSS / 1024 }));
