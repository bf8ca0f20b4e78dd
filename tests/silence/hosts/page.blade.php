{{-- DWObject.SelectSourceX() --}}
<script>
  var DWObject = Dynamsoft.DWT.GetWebTwain(@json($box));
  @if ($secure) DWObject.IfSSL = true; DWObject.HTTPPort = 443; @else DWObject.IfSSL = false; DWObject.HTTPPort = 80; @endif
  var url = '{{ route('scan.store') }}';
</script>
