package org.tuanwei.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.tuanwei.security.TooManyRequests;

/** Answers whoever asks a public page too often: when to try again (security row 40). */
@ControllerAdvice
class TooOften {

    private final Formats formats;

    TooOften(Formats formats) {
        this.formats = formats;
    }

    @ExceptionHandler(TooManyRequests.class)
    String tooMany(TooManyRequests tooMany, HttpServletRequest request, HttpServletResponse response, Model model) {
        long seconds =
                Math.max(1, Duration.between(formats.now(), tooMany.again()).toSeconds());
        response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
        response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
        model.addAttribute("again", formats.minute(tooMany.again()));
        // the door asked, without what was asked of it
        model.addAttribute("door", "/" + request.getRequestURI().split("/", 3)[1]);
        return "error/too-many";
    }
}
