/** Tests of what programs of a company call, and are told. */
@NullMarked
package org.wangchuan.platform.exchange;

import org.jspecify.annotations.NullMarked;
