/** What the commands call, and what they speak with: one interface per command, requests as records. */
@NullMarked
package org.wangchuan.cli.service;

import org.jspecify.annotations.NullMarked;
