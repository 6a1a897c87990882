/** What people ask of their data and complain of: requests with clocks, and the desk that answers them. Their words are in the vault. */
@ApplicationModule(
        allowedDependencies = {"setting", "web", "identity", "vault", "custody", "intake", "intake :: register"})
@NullMarked
package org.wangchuan.platform.rights;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
