package org.tuanwei.engine;

import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;

/** Says in words what the engine refused on one of our pages. */
@ControllerAdvice
class EngineErrorPages {

    @ExceptionHandler(AuthorizationException.class)
    ModelAndView forbidden() {
        return page(HttpStatus.FORBIDDEN, "不能这样办理", "您没有办理这一项的权限。");
    }

    @ExceptionHandler(OptimisticLockingException.class)
    ModelAndView collided() {
        return page(HttpStatus.CONFLICT, "刚才有同事也在办理", "您的提交没有保存，请刷新页面看最新情况后再办理。");
    }

    private static ModelAndView page(HttpStatus status, String title, String text) {
        ModelAndView page = new ModelAndView("error/message", status);
        page.addObject("title", title);
        page.addObject("text", text);
        return page;
    }
}
