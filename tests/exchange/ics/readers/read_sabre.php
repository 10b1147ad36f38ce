<?php
// What sabre/vobject makes of the calendar file in argv[1]: one JSON list of events on standard output.
error_reporting(E_ALL & ~E_DEPRECATED);
set_include_path('/usr/share/php' . PATH_SEPARATOR . get_include_path());
require 'Sabre/VObject/autoload.php';

// WORKAROUND: version 2.1, which Debian 12 has, leaves the backslash before a comma or semicolon in texts.
function text($property): string
{
    return str_replace(['\\,', '\\;'], [',', ';'], (string) $property);
}

$calendar = Sabre\VObject\Reader::read(file_get_contents($argv[1]));
$events = [];
foreach ($calendar->VEVENT as $event) {
    $events[] = [
        'uid' => (string) $event->UID,
        'start' => $event->DTSTART->getDateTime()->getTimestamp(),
        'end' => $event->DTEND->getDateTime()->getTimestamp(),
        'status' => (string) $event->STATUS,
        'summary' => text($event->SUMMARY),
        'description' => text($event->DESCRIPTION),
        'alarms' => isset($event->VALARM) ? count($event->VALARM) : 0,
    ];
}
echo json_encode($events, JSON_THROW_ON_ERROR);
