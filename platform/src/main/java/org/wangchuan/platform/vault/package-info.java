/** The only home of personal data: per-person keys, purposes, retention, reads that their owner sees, forgetting. */
@ApplicationModule(allowedDependencies = {"setting", "process", "web"})
@NullMarked
package org.wangchuan.platform.vault;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
