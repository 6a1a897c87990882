@NullMarked
package org.wangchuan.platform.web.problem;

import org.jspecify.annotations.NullMarked;
