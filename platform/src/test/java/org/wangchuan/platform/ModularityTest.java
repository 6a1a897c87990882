package org.wangchuan.platform;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

final class ModularityTest {
    @Test
    void modulesSeeOnlyWhatTheyDeclare() {
        ApplicationModules.of(PlatformApplication.class).verify();
    }
}
