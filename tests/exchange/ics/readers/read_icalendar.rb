# What the Ruby library icalendar makes of the calendar file in ARGV[0]: one JSON list of events on standard output.
require "stringio" # icalendar uses it without loading it
require "icalendar"
require "json"

calendar = Icalendar::Calendar.parse(File.read(ARGV[0], encoding: "UTF-8")).first
puts JSON.generate(calendar.events.map { |event|
  {
    uid: event.uid,
    start: event.dtstart.to_time.to_i,
    end: event.dtend.to_time.to_i,
    status: event.status,
    summary: event.summary,
    description: event.description.to_s,
    alarms: event.alarms.length,
  }
})
