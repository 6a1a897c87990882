/** What tests of the platform share. */
@NullMarked
package org.wangchuan.platform.testing;

import org.jspecify.annotations.NullMarked;
