@NullMarked
package org.wangchuan.platform.oversight.audit;

import org.jspecify.annotations.NullMarked;
