/** What looks over the shoulder of those who work: the sample that a second person looks at, incidents and their duties, and the register of laws. */
@ApplicationModule(
        allowedDependencies = {"setting", "process", "web", "identity", "custody", "intake", "ledger", "vault", "rights"
        })
@NullMarked
package org.wangchuan.platform.oversight;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
