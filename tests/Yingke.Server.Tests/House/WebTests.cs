namespace Yingke.Server.Tests.House;

/// <summary>What the pages must not do at all (attacks B17, D30).</summary>
public sealed class WebTests
{
    [Fact]
    public void No_page_listens_to_messages_of_other_pages_or_takes_text_for_markup()
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "Yingke.slnx")))
            root = Path.GetDirectoryName(root)!;
        var files = Directory.EnumerateFiles(Path.Combine(root, "src", "Yingke.Web", "src"), "*.ts*", SearchOption.AllDirectories).ToList();
        files.Count.ShouldBeGreaterThan(100);
        foreach (var file in files)
        {
            var text = File.ReadAllText(file);
            foreach (var never in new[] { "addEventListener('message'", "window.onmessage", "postMessage(", "dangerouslySetInnerHTML", ".innerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function(" })
                text.ShouldNotContain(never, Case.Sensitive, file);
        }
    }
}
