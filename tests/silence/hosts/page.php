<?php $secure = !empty($_SERVER['HTTPS']); ?>
<script>
  var DWObject = Dynamsoft.DWT.GetWebTwain('<?php echo $box; ?>');
  DWObject.IfSSL = <?= $secure ? 'true' : 'false' ?>;
  DWObject.HTTPPort = <?= $secure ? 443 : 80 ?>;
  <?php if ($auto): ?>
  DWObject.SelectSource(function () { DWObject.OpenSource(); DWObject.AcquireImage(done, done); }, done);
  <?php endif; ?>
  function done() { DWObject.CloseSource(); }
</script>
<button onclick="done(); alert('<?= htmlspecialchars($text) ?>')">x</button>
