package org.tuanwei.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** Says in Chinese what the server refuses before any page of ours could: an address that is none, a broken request. */
@Component
class PlainRefusal implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addContextCustomizers(
                context -> ((StandardHost) context.getParent()).setErrorReportValveClass(Words.class.getName()));
    }

    /** Made by the server, by its name. */
    public static final class Words extends ErrorReportValve {

        private static final String PAGE = """
                <!doctype html><html lang="zh-CN"><head><meta charset="UTF-8"><title>%1$s · 团微</title></head>
                <body><h1>%1$s</h1><p>%2$s</p><p><a href="/">回到首页</a></p></body></html>
                """;

        @Override
        protected void report(Request request, Response response, @Nullable Throwable thrown) {
            int status = response.getStatus();
            if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
                return;
            }
            String page = status < 500
                    ? PAGE.formatted("不能打开这个地址", "地址或提交的内容有误，请从首页重新进入。")
                    : PAGE.formatted("系统出错了", "您的操作没有保存，请稍后再试。");
            byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
            try {
                response.setContentType("text/html;charset=UTF-8");
                response.setContentLength(bytes.length);
                response.getOutputStream().write(bytes);
                response.finishResponse();
            } catch (IOException | IllegalStateException gone) {
                // whoever asked has left, or has the beginning of another answer
                containerLog(gone);
            }
        }

        private void containerLog(Exception gone) {
            if (getContainer() != null && getContainer().getLogger().isDebugEnabled()) {
                getContainer().getLogger().debug("no answer", gone);
            }
        }
    }
}
