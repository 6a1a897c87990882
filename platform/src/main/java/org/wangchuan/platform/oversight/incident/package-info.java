/** Incidents of personal data: what happened, whom it concerns, which duty's clock runs, and what is told to whom. */
@NamedInterface("incident")
@NullMarked
package org.wangchuan.platform.oversight.incident;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
