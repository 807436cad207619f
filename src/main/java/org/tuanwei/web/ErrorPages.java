package org.tuanwei.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.security.NotAllowed;
import org.tuanwei.security.NotVisible;

/** Answers what went wrong in words: a page for people, JSON for {@code /api}. */
@ControllerAdvice
class ErrorPages {

    private static final Logger log = LoggerFactory.getLogger(ErrorPages.class);

    @ExceptionHandler({NotVisible.class, NoResourceFoundException.class})
    Object notFound(HttpServletRequest request) {
        return answer(request, HttpStatus.NOT_FOUND, "没有找到您要的内容", "它可能不存在，也可能不属于您所在的单位。");
    }

    @ExceptionHandler(NotAllowed.class)
    Object forbidden(HttpServletRequest request, NotAllowed refused) {
        return answer(request, HttpStatus.FORBIDDEN, "不能这样办理", String.valueOf(refused.getMessage()));
    }

    @ExceptionHandler(FormRefused.class)
    Object refused(HttpServletRequest request, FormRefused refused) {
        return answer(request, HttpStatus.UNPROCESSABLE_ENTITY, "提交的内容有误", String.valueOf(refused.getMessage()));
    }

    @ExceptionHandler(MaxUploadSizeExceededException.class)
    Object tooLarge(HttpServletRequest request) {
        return answer(request, HttpStatus.PAYLOAD_TOO_LARGE, "文件太大", "上传的文件不能超过 20 MB，请压缩或拆分后再上传。");
    }

    private static Object answer(HttpServletRequest request, HttpStatus status, String title, String text) {
        log.debug("{} {} answered {}", request.getMethod(), request.getRequestURI(), status.value());
        if (request.getRequestURI().startsWith("/api/")) {
            return ResponseEntity.status(status).body(Map.of("title", title, "detail", text));
        }
        ModelAndView page = new ModelAndView("error/message", status);
        page.addObject("title", title);
        page.addObject("text", text);
        return page;
    }
}
