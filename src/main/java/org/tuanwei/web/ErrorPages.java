package org.tuanwei.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.BindException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.security.NotAllowed;
import org.tuanwei.security.NotVisible;

/**
 * Answers what went wrong in words: a page for people, JSON for {@code /api}. Before Spring's own answers, which are
 * English.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
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

    /** Letters where a number of ours should be are an address that does not exist. */
    @ExceptionHandler(MethodArgumentTypeMismatchException.class)
    Object mistyped(HttpServletRequest request, MethodArgumentTypeMismatchException mismatch) {
        return mismatch.getParameter().hasParameterAnnotation(PathVariable.class)
                ? notFound(request)
                : unreadable(request);
    }

    /** Something is missing or cannot be read: an address typed by hand, a page that is older than the form. */
    @ExceptionHandler({
        ServletRequestBindingException.class,
        MissingServletRequestPartException.class,
        MultipartException.class,
        TypeMismatchException.class,
        BindException.class,
        HandlerMethodValidationException.class,
        HttpMessageNotReadableException.class
    })
    Object unreadable(HttpServletRequest request) {
        return answer(request, HttpStatus.BAD_REQUEST, "提交的内容不完整", "地址或表单里有缺少的、读不懂的内容，没有保存。请回到上一页，刷新后重新提交。");
    }

    @ExceptionHandler(HttpRequestMethodNotSupportedException.class)
    Object otherMethod(HttpServletRequest request) {
        return answer(request, HttpStatus.METHOD_NOT_ALLOWED, "不能这样打开", "此地址不支持这种打开方式，请从页面上的按钮进入。");
    }

    @ExceptionHandler(HttpMediaTypeNotSupportedException.class)
    Object otherFormat(HttpServletRequest request) {
        return answer(request, HttpStatus.UNSUPPORTED_MEDIA_TYPE, "不支持这种格式", "提交的内容格式不对，没有保存。请从页面上的表单提交。");
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
