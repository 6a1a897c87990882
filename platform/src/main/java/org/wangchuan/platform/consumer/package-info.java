/** The owner's pages: no app, no account; joined by a link, on their phone, on the counter's glass, or on paper. */
@ApplicationModule(
        allowedDependencies = {
            "setting",
            "process",
            "web",
            "identity",
            "custody",
            "intake",
            "intake :: *",
            "vault",
            "bench",
            "ledger",
            "rights",
            "oversight :: count",
            "oversight :: incident"
        })
@NullMarked
package org.wangchuan.platform.consumer;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
