/** Programs of a company: API keys, bulk registration by a plant's own asset ids, events and webhooks, exports. */
@ApplicationModule(
        allowedDependencies = {"setting", "process", "web", "identity", "intake", "intake :: *", "custody", "ledger"})
@NullMarked
package org.wangchuan.platform.exchange;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
