package org.tuanwei;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/** Each package uses only those its package-info allows, and nobody goes in a circle. */
class ModularityTest {

    @Test
    void everyModuleKeepsToItsNeighbours() {
        ApplicationModules.of(TuanweiApplication.class).verify();
    }
}
