/** The platform's own certificate, from an authority that speaks ACME (RFC 8555). Knows no other module but where settings and private files are. */
@ApplicationModule(allowedDependencies = "setting")
@NullMarked
package org.wangchuan.platform.tls;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
