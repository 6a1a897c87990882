/** What can be done to this phone under this policy, in order, with what each way could show; what can't, and why; what its owner has still to do. */
@NullMarked
package org.wangchuan.engine.phone.plan;

import org.jspecify.annotations.NullMarked;
