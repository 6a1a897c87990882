@NullMarked
package org.wangchuan.platform.oversight.secondcheck;

import org.jspecify.annotations.NullMarked;
