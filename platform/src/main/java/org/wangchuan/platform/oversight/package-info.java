/** What looks over the shoulder of those who work: the sample that a second person looks at, incidents and their duties, what an officer for personal data sees, and the register of laws. */
@ApplicationModule(
        allowedDependencies = {
            "setting",
            "process",
            "web",
            "identity",
            "bench",
            "custody",
            "intake",
            "intake :: cable",
            "intake :: csv",
            "intake :: loss",
            "ledger",
            "vault",
            "rights",
            "exchange"
        })
@NullMarked
package org.wangchuan.platform.oversight;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
