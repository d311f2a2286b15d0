using Microsoft.Playwright;

namespace Yingke.E2E;

/// <summary>One Chromium and one running shop for all stories; each person has a browser of their own, as in life.</summary>
public sealed class Browsers : IAsyncLifetime
{
    private IPlaywright? playwright;
    private IBrowser? chromium;

    public RunningShop Shop { get; } = new();

    public async ValueTask InitializeAsync()
    {
        await Shop.Start();
        playwright = await Playwright.CreateAsync();
        chromium = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
        });
    }

    /// <summary>A person's window. Whatever the page complains about is kept: a story ends with none.</summary>
    public async Task<Window> Open(int width = 1366, int height = 768)
    {
        var context = await chromium!.NewContextAsync(new() { Locale = "zh-CN", ViewportSize = new() { Width = width, Height = height } });
        context.SetDefaultTimeout(30_000);
        return new Window(await context.NewPageAsync(), Shop);
    }

    /// <summary>Somebody of the cast at their workbench.</summary>
    public async Task<Window> SignIn(string account)
    {
        var window = await Open();
        await window.Go("/login");
        await window.Page.EvaluateAsync("localStorage.setItem('yingke.preferences', JSON.stringify({ noticesAsked: true }))");
        await window.Page.ReloadAsync();
        await window.Page.GetByLabel("店铺代码").FillAsync("pine");
        await window.Page.GetByLabel("账号").FillAsync(account);
        await window.Page.GetByLabel("密码").FillAsync(RunningShop.Password);
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "登录", Exact = true }).ClickAsync();
        await window.Page.WaitForURLAsync(url => !url.EndsWith("/login", StringComparison.Ordinal));
        return window;
    }

    /// <summary>A buyer in a private window who came from <paramref name="source"/>.</summary>
    public async Task<Window> Buyer(string source)
    {
        var window = await Open(390, 844);
        await window.Go($"/chat.html?shop={Shop.PublicKey}&source={source}");
        return window;
    }

    /// <summary>A member of the shop, vouched for, on a phone.</summary>
    public async Task<Window> Member(string member, string name, string source)
    {
        var window = await Open(390, 844);
        await window.Go($"/chat.html?shop={Shop.PublicKey}&source={source}&identity={Uri.EscapeDataString(await Shop.Identity(member, name))}");
        return window;
    }

    public async ValueTask DisposeAsync()
    {
        if (chromium is not null)
            await chromium.CloseAsync();
        playwright?.Dispose();
        await Shop.DisposeAsync();
    }
}

/// <summary>A page and what went wrong in it.</summary>
public sealed class Window
{
    public Window(IPage page, RunningShop shop)
    {
        (Page, Shop) = (page, shop);
        page.PageError += (_, error) => Complaints.Add(error);
        page.Dialog += (_, dialog) => Complaints.Add("dialog: " + dialog.Message);
        page.Console += (_, message) =>
        {
            // A refusal that the page shows in words is also an error line of the browser's own.
            if (message.Type == "error" && !message.Text.Contains("Failed to load resource", StringComparison.Ordinal))
                Complaints.Add(message.Text);
        };
    }

    public IPage Page { get; }

    public RunningShop Shop { get; }

    public List<string> Complaints { get; } = [];

    public async Task Go(string path) => await Page.GotoAsync(new Uri(Shop.Address, path).ToString());

    /// <summary>The buyer's side: types into the window and sends.</summary>
    public async Task Say(string text)
    {
        var box = Page.Locator("textarea").First;
        await box.FillAsync(text);
        await box.PressAsync("Enter");
    }

    public Task See(string text) => Page.GetByText(text).First.WaitForAsync();
}
