package org.tuanwei.registration;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.tuanwei.web.Formats;

/** Answers a stranger who asks too often: when to try again. */
@ControllerAdvice(assignableTypes = {RegistrationController.class, ReceiptController.class})
class PublicDoorErrors {

    private final Clock clock;
    private final Formats formats;

    PublicDoorErrors(Clock clock, Formats formats) {
        this.clock = clock;
        this.formats = formats;
    }

    @ExceptionHandler(TooManyRequests.class)
    String tooMany(TooManyRequests tooMany, HttpServletResponse response, Model model) {
        long seconds =
                Math.max(1, Duration.between(clock.instant(), tooMany.again()).toSeconds());
        response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
        response.setHeader("Retry-After", Long.toString(seconds));
        model.addAttribute("again", formats.minute(tooMany.again()));
        return "registration/too-many";
    }
}
