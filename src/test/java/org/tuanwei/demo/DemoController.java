package org.tuanwei.demo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.tuanwei.deadline.WorkingCalendar;
import org.tuanwei.web.Formats;

/** Pages that only the development application has: the mails it sent and its clock. */
@ConditionalOnProperty("tuanwei.development")
@Controller
class DemoController {

    /** A piece of a mail's text; the link makes it clickable. */
    record Piece(String text, boolean link) {}

    /** What the clock is set ahead by; one of the two. */
    record Shift(
            @org.jspecify.annotations.Nullable Integer hours,
            @org.jspecify.annotations.Nullable Integer workingDays) {}

    private static final Pattern LINK = Pattern.compile("https?://[^\\s，。）]+");
    private static final int NEWEST = 100;

    private final MailArchive mails;
    private final DemoClock demoClock;
    private final DemoSweeps sweeps;
    private final WorkingCalendar calendar;
    private final Formats formats;
    private final Clock clock;

    DemoController(
            MailArchive mails,
            DemoClock demoClock,
            DemoSweeps sweeps,
            WorkingCalendar calendar,
            Formats formats,
            Clock clock) {
        this.mails = mails;
        this.demoClock = demoClock;
        this.sweeps = sweeps;
        this.calendar = calendar;
        this.formats = formats;
        this.clock = clock;
    }

    @GetMapping("/demo/mails")
    String mails(@RequestParam(defaultValue = "") String q, Model model) {
        model.addAttribute("q", q);
        model.addAttribute("mails", mails.newest(q.strip(), NEWEST));
        model.addAttribute("demo", this);
        return "demo/mails";
    }

    @GetMapping(path = "/demo/mails", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    List<MailArchive.Caught> mailsAsJson(@RequestParam(defaultValue = "") String q) {
        return mails.newest(q.strip(), NEWEST);
    }

    @GetMapping("/demo/clock")
    String clock(Model model) {
        model.addAttribute("now", formats.minute(clock.instant()));
        return "demo/clock";
    }

    @GetMapping(path = "/demo/clock", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    Map<String, String> clockAsJson() {
        return Map.of("now", clock.instant().toString());
    }

    @PostMapping(path = "/demo/clock", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    ResponseEntity<Map<String, String>> shift(@RequestBody Shift shift) {
        apply(shift);
        return ResponseEntity.ok(clockAsJson());
    }

    @PostMapping(path = "/demo/clock", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    String shiftByForm(Shift shift) {
        apply(shift);
        return "redirect:/demo/clock";
    }

    /** The text cut where links begin and end, for the template. */
    public List<Piece> pieces(String text) {
        List<Piece> pieces = new ArrayList<>();
        Matcher link = LINK.matcher(text);
        int from = 0;
        while (link.find()) {
            pieces.add(new Piece(text.substring(from, link.start()), false));
            pieces.add(new Piece(link.group(), true));
            from = link.end();
        }
        pieces.add(new Piece(text.substring(from), false));
        return pieces;
    }

    private void apply(Shift shift) {
        if (shift.hours() != null) {
            demoClock.ahead(Duration.ofHours(shift.hours()));
        }
        if (shift.workingDays() != null) {
            ZonedDateTime now = clock.instant().atZone(Formats.ZONE);
            Instant then = now.with(calendar.plusWorkingDays(now.toLocalDate(), shift.workingDays()))
                    .toInstant();
            demoClock.ahead(Duration.of(ChronoUnit.MILLIS.between(now.toInstant(), then), ChronoUnit.MILLIS));
        }
        sweeps.untilQuiet();
    }
}
