// Reads a calendar file from standard input as Thunderbird does, and prints what it understood as JSON.
import ICAL from "ical.js";

let text = "";
for await (const part of process.stdin.setEncoding("utf8")) text += part;

const calendar = new ICAL.Component(ICAL.parse(text));
for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
const events = calendar.getAllSubcomponents("vevent").map((component) => {
  const event = new ICAL.Event(component);
  return {
    uid: event.uid,
    sequence: event.sequence,
    summary: event.summary,
    location: event.location,
    description: event.description,
    start: event.startDate.toUnixTime(),
    end: event.endDate.toUnixTime(),
  };
});
console.log(JSON.stringify({ method: calendar.getFirstPropertyValue("method"), events }));
