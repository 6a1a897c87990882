@NullMarked
package org.wangchuan.platform.oversight.incident;

import org.jspecify.annotations.NullMarked;
