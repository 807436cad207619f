package org.tuanwei;

import org.springframework.boot.SpringApplication;
import org.tuanwei.demo.DemoApplication;
import org.tuanwei.demo.DemoSurroundings;

/** Development-time application: embedded PostgreSQL, a mail catcher, demo people and cases, the demo clock. */
public final class TestTuanweiApplication {

    private TestTuanweiApplication() {}

    public static void main(String[] args) {
        DemoSurroundings.start();
        try {
            SpringApplication.from(TuanweiApplication::main)
                    .with(DemoApplication.class)
                    .run(args);
        } catch (RuntimeException failed) {
            // the mail server's threads would keep a failed start alive
            DemoSurroundings.stop();
            throw failed;
        }
    }
}
