package org.tuanwei;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.tuanwei.testing.ReachedEnds;

/** Comes after all other tests: no model has an end that none of them reached with real services. */
class EndEventsIT {

    @Test
    void every_end_event_of_every_model_was_reached() throws IOException {
        Assumptions.assumeTrue(System.getProperty("test") == null, "只运行了选定的测试，无从核对全部结束事件");
        assertThat(ReachedEnds.ofLastRun()).containsAll(ReachedEnds.ofModels());
    }
}
