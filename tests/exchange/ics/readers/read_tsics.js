// What ts-ics makes of the calendar file in argv[2]: one JSON list of events on standard output.
const fs = require("node:fs");
const path = require("node:path");
// WORKAROUND: its package file names an ES module first, and that entry does not load through require().
const { convertIcsCalendar } = require(path.join(process.env.NODE_PATH, "ts-ics", "dist", "index.cjs"));

const calendar = convertIcsCalendar(undefined, fs.readFileSync(process.argv[2], "utf-8"));
const events = (calendar.events ?? []).map((event) => ({
  uid: event.uid,
  start: event.start.date.getTime() / 1000,
  end: event.end.date.getTime() / 1000,
  status: event.status,
  summary: event.summary,
  description: event.description ?? "",
  alarms: (event.alarms ?? []).length,
}));
process.stdout.write(JSON.stringify(events));
