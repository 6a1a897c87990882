/** What looks over the shoulder of those who work: the sample of cleared devices that a second person looks at, drawn so that nobody steers it. */
@ApplicationModule(allowedDependencies = {"setting", "web", "identity", "custody", "intake", "ledger"})
@NullMarked
package org.wangchuan.platform.oversight;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
